/** A name without case and punctuation: `per_page`, `perPage` and `page[size]` are `perpage` and `pagesize`. */
export function normalized(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** Arguments that say how many items a page is to hold. */
export const limitNames = names(
  "limit count size perpage pagesize pagelimit top take max maxresults maxitems itemsperpage resultsperpage",
);

/** Arguments that say how many items stand before the page. Those that some servers count from 1 are not sure. */
export const offsetNames = names("offset pageoffset from fromindex skip startat");
export const unsureOffsetNames = names("start startindex");

/** Names beside which `from` and `start` are the ends of a range. */
export const rangeEndNames = names("to until till end stop");

/** Arguments that say which page is wanted by its number. */
export const pageNames = names("page pagenumber pageno pageindex currentpage");

/** Arguments that say which page is wanted by what the page before it told. */
export const cursorNames = names(
  "cursor pagecursor startcursor nextcursor after pageafter startingafter pagetoken nexttoken nextpagetoken continuationtoken",
);

/** Objects of a body that tell of the page, beside its items. */
export const pageObjectNames = names(
  "meta metadata responsemetadata pagination paging pager page pages pageinfo info links cursor cursors next data result response",
);

/** Objects of a body that hold the list, where it does not stand at the top. */
export const envelopeNames = names("data result results response payload embedded");

/** Which of several lists of a body is that of the items. */
export const itemsNames = names(
  "data items results records values entries list content elements objects rows hits nodes",
);

/** Members of a body: the next cursor, the surest first. */
export const nextCursorNames = [
  names(
    "nextcursor nextpagecursor nextpagetoken nextpage nexttoken nextcontinuationtoken continuationtoken nextstartingafter",
  ),
  names("endcursor"),
];

/** Members of a body: the URL of the next page. */
export const nextUrlNames = names(
  "next nexturl nexturi nextlink nexthref nextpage nextpageurl nextpageuri odatanextlink",
);

/** Members of a body: whether there is more. */
export const moreNames = names("hasmore hasnext hasnextpage hasmoreitems more moreitems morerecords");

/** Members of a body: how many items there are on all pages together. */
export const totalNames = names("total totalcount totalitems totalresults totalrecords totalelements totalhits");
