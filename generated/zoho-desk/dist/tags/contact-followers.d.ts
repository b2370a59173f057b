export * from "../operations/addContactFollowers.js";
export * from "../operations/getContactFollowers.js";
export * from "../operations/removeContactFollowers.js";
