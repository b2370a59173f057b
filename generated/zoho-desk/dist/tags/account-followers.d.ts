export * from "../operations/addAccountFollowers.js";
export * from "../operations/getAccountFollowers.js";
export * from "../operations/removeAccountFollowers.js";
