import type { Call } from "../calls/call.ts";
import type { SkippedCase } from "../events.ts";
import type { Holder } from "../options.ts";
import type { RuleName } from "../rules.ts";
import type { Session } from "../running/session.ts";

/** A call with other credentials than it needs, and the rule that it breaks if it is carried out. */
export interface AccessCase {
  readonly call: Call;
  readonly label: string;
  readonly rule: RuleName;
  readonly cause: string;
}

/** The calls that must be refused for want of access, and those for which there are no such credentials. */
export async function accessCases(
  base: Call,
  session: Session,
): Promise<{ readonly cases: AccessCase[]; readonly skipped: SkippedCase[] }> {
  const cases: AccessCase[] = [];
  const skipped: SkippedCase[] = [];
  const { operation } = base;
  if (operation.security.length === 0) return { cases, skipped };
  const add = async (holder: Call["holder"], added: Omit<AccessCase, "call">) => {
    const isHad = holder.kind === "nobody" || (await session.authorize(operation, holder)) !== undefined;
    if (isHad) cases.push({ ...added, call: { ...base, holder } });
    else skipped.push({ kind: "negative", label: added.label, reason: "there are no such credentials" });
  };
  const nobody = { label: "without credentials", rule: "access-without-credentials", cause: "nobody" } as const;
  await add({ kind: "nobody" }, nobody);
  await add({ kind: "expired" }, { label: "with expired credentials", rule: "access-expired", cause: "expired" });
  for (const holder of scopeHolders(base))
    await add(holder, {
      ...{ label: `without the scope ${holder.scope}`, rule: "scope-not-enforced", cause: holder.scope },
    });
  return { cases, skipped };
}

/** Each scope of the first alternative that no other alternative makes up for. */
function scopeHolders({ operation: { security } }: Call): Extract<Holder, { kind: "without-scope" }>[] {
  const [first = [], ...others] = security;
  const scopes = [...new Set(first.flatMap((needed) => needed.scopes))];
  return scopes.flatMap((scope) => {
    const rest = new Set(first.flatMap((needed) => needed.scopes.filter((one) => one !== scope)));
    const names = new Set(first.map(({ name }) => name));
    const isMadeUp = others.some((other) =>
      other.every((needed) => names.has(needed.name) && needed.scopes.every((one) => rest.has(one))),
    );
    return isMadeUp ? [] : [{ kind: "without-scope", scope }];
  });
}
