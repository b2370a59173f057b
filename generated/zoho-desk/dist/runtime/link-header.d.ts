/**
* The target of the first link with the relation type `next` in a Link header (RFC 8288, section 3); undefined when
* there is none. Links about another context (`anchor`) are passed over.
*/
export declare function nextLink(header: string | null): string | undefined;
