/**
* The operation, which is sent without a token: its document says that it needs none (`security: []`). It may be the one that
* gives tokens.
*/
export declare function anonymous<O>(operation: O): O;
