export * from "../operations/createTicket.js";
export * from "../operations/createTicketAttachment.js";
export * from "../operations/createTicketComment.js";
export * from "../operations/getTicket.js";
export * from "../operations/getTicketAttachments.js";
export * from "../operations/getTicketComments.js";
export * from "../operations/getTickets.js";
export * from "../operations/updateTicket.js";
