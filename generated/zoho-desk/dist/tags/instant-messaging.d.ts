export * from "../operations/getSessionMetrics.js";
export * from "../operations/getSessions.js";
