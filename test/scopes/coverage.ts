import type { ScopeSettings } from "../../generator/settings/settings.ts";

/** Settings of scopes with these implications. */
export function settings(implies: Record<string, string[]> = {}, isCaseSensitive = true): ScopeSettings {
  return { lists: "all-of", isCaseSensitive, implies: new Map(Object.entries(implies)) };
}

const tickets = { "Desk.tickets.ALL": ["Desk.tickets.*"] };

/** What granted scopes include. The mock, the client at run time and its types must agree on every row. */
export const coverage: readonly (readonly [
  rule: string,
  granted: string[],
  given: ScopeSettings,
  scope: string,
  want: boolean,
])[] = [
  ["a scope includes itself", ["a"], settings(), "a", true],
  ["a scope includes no other", ["a"], settings(), "ab", false],
  ["case counts", ["desk.basic.read"], settings(), "Desk.basic.READ", false],
  ["case does not count where the settings say so", ["desk.basic.read"], settings({}, false), "Desk.basic.READ", true],
  ["a star stands for any further text", ["Desk.tickets.ALL"], settings(tickets), "Desk.tickets.READ", true],
  ["a star does not reach another module", ["Desk.tickets.ALL"], settings(tickets), "Desk.contacts.READ", false],
  ["an implied scope does not imply back", ["Desk.tickets.READ"], settings(tickets), "Desk.tickets.ALL", false],
  ["implications ignore case with the scopes", ["desk.TICKETS.all"], settings(tickets, false), "DESK.tickets.x", true],
  ["implications go on", ["root"], settings({ root: ["admin"], admin: ["read:*"] }), "read:pets", true],
  ["implications go on through a star", ["root"], settings({ root: ["adm*"], admin: ["read"] }), "read", true],
  ["a circle of implications ends", ["a"], settings({ a: ["b"], b: ["a"] }), "b", true],
  ["a star in the middle", ["a"], settings({ a: ["x.*.read"] }), "x.y.z.read", true],
  ["both sides of a star must have room", ["a"], settings({ a: ["xyx*yx"] }), "xyx", false],
  ["several stars", ["a"], settings({ a: ["x*y*z"] }), "x-y-y-z", true],
  ["several stars in their order", ["a"], settings({ a: ["x*y*y*z"] }), "x-y-z", false],
  ["a granted star is no pattern", ["Desk.*"], settings(), "Desk.tickets.READ", false],
  ["characters of regular expressions are themselves", ["a"], settings({ a: ["x.(+"] }), "xx(+", false],
  [
    "the names of Object's members are ordinary",
    ["__proto__"],
    settings({ ["__proto__"]: ["toString"] }),
    "toString",
    true,
  ],
  ["the names of Object's members are not granted to all", [], settings(), "constructor", false],
];
