/** A name without case and punctuation: `per_page`, `perPage` and `page[size]` are `perpage` and `pagesize`. */
export function normalized(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** Arguments for the number of items on a page. */
export const limitNames = names(
  "limit count size perpage pagesize pagelimit top take max maxresults maxitems itemsperpage resultsperpage",
);

/** Arguments for the number of items before the page. The unsure ones are counted from 1 by some servers. */
export const offsetNames = names("offset pageoffset from fromindex skip startat");
export const unsureOffsetNames = names("start startindex");

/** Arguments beside which `from` and `start` are the start of a range. */
export const rangeEndNames = names("to until till end stop");

/** Arguments for the number of the page. */
export const pageNames = names("page pagenumber pageno pageindex currentpage");

/** Arguments for the cursor that the previous page returned. */
export const cursorNames = names(
  "cursor pagecursor startcursor nextcursor after pageafter startingafter pagetoken nexttoken nextpagetoken " +
    "continuationtoken",
);

/** All arguments for the place of a page among the items. */
export const positionNames: ReadonlySet<string> = new Set([
  ...offsetNames,
  ...unsureOffsetNames,
  ...pageNames,
  ...cursorNames,
]);

/** Members of object arguments that are as well bounds of a price or a time: `price[max]`, `created[after]`. */
export const boundNames = names("max from start after count size top");

/** Arguments that are objects of what is said of the page. */
export const pageArgumentNames = names("page pages paging pager pagination p");

/** Objects of a body that describe the page, beside its items. */
export const pageObjectNames = names(
  "meta metadata responsemetadata pagination paging pager page pages pageinfo info links cursor cursors next data " +
    "result response",
);

/** Objects of a body that contain the items, if the root does not. */
export const envelopeNames = names("data result results response payload embedded");

/** The array of the items, if a body has several arrays. */
export const itemsNames = names(
  "data items results records values entries list content elements objects rows hits nodes",
);

/** Members of a body with the next cursor, the surest first. */
export const nextCursorNames = [
  names(
    "nextcursor nextpagecursor nextpagetoken nextpage nexttoken nextcontinuationtoken continuationtoken " +
      "nextstartingafter",
  ),
  names("endcursor"),
];

/** Members of a body with the URL of the next page. */
export const nextUrlNames = names(
  "next nexturl nexturi nextlink nexthref nextpage nextpageurl nextpageuri odatanextlink",
);

/** Members of a body that say whether there are more items. */
export const moreNames = names("hasmore hasnext hasnextpage hasmoreitems more moreitems morerecords");

/** Members of a body with the number of items on all pages. */
export const totalNames = names("total totalcount totalitems totalresults totalrecords totalelements totalhits");
