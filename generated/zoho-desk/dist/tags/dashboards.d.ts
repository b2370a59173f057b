export * from "../operations/getBacklogTickets.js";
export * from "../operations/getOnholdTickets.js";
export * from "../operations/getReopenedTickets.js";
export * from "../operations/getSolvedTickets.js";
