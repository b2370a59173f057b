export {};
//# sourceMappingURL=auth-description.js.map
