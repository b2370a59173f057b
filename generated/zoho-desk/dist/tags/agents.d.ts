export * from "../operations/getAgent.js";
export * from "../operations/getAgentProfilePhoto.js";
export * from "../operations/getAgents.js";
