export * from "../operations/createContact.js";
export * from "../operations/getContact.js";
export * from "../operations/getContacts.js";
export * from "../operations/updateContact.js";
