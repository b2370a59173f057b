export * from "../operations/browserStatus.js";
export * from "../operations/chat.js";
export * from "../operations/chatPlan.js";
export * from "../operations/me.js";
