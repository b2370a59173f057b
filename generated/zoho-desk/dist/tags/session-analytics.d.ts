export * from "../operations/getSessionAnalytics.js";
