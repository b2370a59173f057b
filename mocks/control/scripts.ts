import { randomUUID } from "node:crypto";
import { isDeeperThan, type JsonObject } from "../../generator/document/json.ts";
import { isSameOperation, type MockOperation, type ServedOperation } from "../document/operations.ts";
import { isSendable } from "../http/send.ts";
import { type Counted, type CountedList, nextMoment } from "../storage/counted-list.ts";
import { checkTemplates, fillResponse } from "./fill-response.ts";
import { createArgumentMatcher } from "./match-arguments.ts";
import { isBase64, type ResponseRule, scriptOf } from "./response-rule.ts";
import { type Responder, ScriptError, type ScriptedResponse, type When } from "./response-types.ts";

type Arguments = Readonly<Record<string, unknown>>;
type Key = Pick<MockOperation, "method" | "path">;

/** A scripted response that fits a request. */
export interface Candidate {
  /** By which it can be taken back; undefined for one of the settings. */
  readonly id?: string;
  readonly responder: Responder<Arguments, ScriptedResponse>;
  /** When it was added, in milliseconds since 1970. */
  readonly at: number;
  /** Counts one use of it; false where none is left. */
  take(): boolean | Promise<boolean>;
  /** Takes that back. */
  giveBack(): void;
}

/** A scripted response as it is kept. */
export interface KeptResponse extends ResponseRule {
  readonly id: string;
  /** How many requests still get it; left out: all. */
  readonly left?: number;
  /** Whether all mocks with the same storage have it; otherwise it is this process's alone. */
  readonly isShared: boolean;
  /** Whether a function decides or responds, which is not shown. */
  readonly isComputed: boolean;
}

/** Scripted responses, of this process or of a store. */
export interface Scripts {
  /** Those that fit a request, the one added last first. */
  candidates(operation: Key, args: Arguments): readonly Candidate[] | Promise<readonly Candidate[]>;
  list(): readonly KeptResponse[] | Promise<readonly KeptResponse[]>;
  /** Says whether there was one. */
  remove(id: string): boolean | Promise<boolean>;
  reset(): void;
}

/** Scripted responses of this process, which may be functions. */
export interface OwnScripts extends Scripts {
  /** Gives the identifier of the script. Throws a `ScriptError` where one of its parts makes no sense. */
  add(operation: MockOperation, responder: Responder<Arguments, ScriptedResponse>, when?: When<Arguments>): string;
}

interface Script extends Candidate {
  readonly id: string;
  readonly operation: MockOperation;
  readonly when: When<Arguments>;
  readonly fits: (args: Arguments) => boolean;
  left: number;
}

/** Keeps scripts in this process. */
export function createScripts(): OwnScripts {
  let scripts: Script[] = [];
  return {
    add(operation, responder, when = {}) {
      if (typeof responder !== "function") checkResponse(responder);
      const { times = Number.POSITIVE_INFINITY } = when;
      checkTimes(times);
      const script: Script = {
        ...{ id: randomUUID(), at: nextMoment(), operation, responder, when, left: times },
        fits: createArgumentMatcher(when),
        take() {
          if (script.left <= 0) return false;
          script.left -= 1;
          return true;
        },
        giveBack() {
          script.left += 1;
        },
      };
      scripts.push(script);
      return script.id;
    },
    candidates: (operation, args) =>
      scripts.length === 0
        ? scripts
        : scripts
            .filter((script) => isSameOperation(script.operation, operation) && script.left > 0 && script.fits(args))
            .reverse(),
    list: () => scripts.filter(({ left }) => left > 0).map(keptOf),
    remove(id) {
      const before = scripts.length;
      scripts = scripts.filter((script) => script.id !== id);
      return scripts.length < before;
    },
    reset() {
      scripts = [];
    },
  };
}

/** A rule of a store, with the operation that it is for. */
export interface StoredRule {
  readonly operation: Key;
  readonly rule: ResponseRule;
}

const noCandidates: readonly Candidate[] = [];

/** The scripts of a store; `operationAt` gives what the document has of an operation. */
export function storedScripts(
  rules: CountedList<StoredRule>,
  { openapi, operationAt }: { readonly openapi: JsonObject; operationAt(key: Key): ServedOperation | undefined },
): Scripts {
  // The memory gives the same objects each time.
  const scripts = new WeakMap<Counted<StoredRule>, Pick<Script, "fits" | "responder">>();

  function scriptFor(entry: Counted<StoredRule>): Pick<Script, "fits" | "responder"> {
    const known = scripts.get(entry);
    if (known !== undefined) return known;
    const { rule, operation } = entry.value;
    const { fits, response } = compiled(rule);
    const fill = ({ arguments: args }: { readonly arguments: Arguments }) =>
      fillResponse(response, args, { operation: operationAt(operation), openapi });
    const script = { fits, responder: rule.isTemplate === true ? fill : response };
    scripts.set(entry, script);
    return script;
  }

  function candidatesAmong(
    entries: readonly Counted<StoredRule>[],
    operation: Key,
    args: Arguments,
  ): readonly Candidate[] {
    if (entries.length === 0) return noCandidates;
    return entries
      .filter((entry) => isSameOperation(entry.value.operation, operation) && entry.left !== 0)
      .filter((entry) => scriptFor(entry).fits(args))
      .map(
        (entry): Candidate => ({
          id: entry.id,
          responder: scriptFor(entry).responder,
          at: entry.at,
          take: () => entry.left === undefined || rules.take(entry.id),
          giveBack: () => undefined,
        }),
      )
      .reverse();
  }

  return {
    candidates(operation, args) {
      const listing = rules.list();
      if (listing instanceof Promise) return listing.then((entries) => candidatesAmong(entries, operation, args));
      return candidatesAmong(listing, operation, args);
    },
    async list() {
      const entries = await rules.list();
      return entries
        .filter(({ left }) => left !== 0)
        .map(({ id, left, value: { rule } }) => {
          return { ...rule, id, ...(left !== undefined && { left }), isShared: true, isComputed: false };
        });
    },
    remove: (id) => rules.remove(id),
    reset: () => rules.reset(),
  };
}

/** Throws a `ScriptError` where a part of a rule makes no sense. */
export function checkRule(rule: ResponseRule): void {
  const { body, base64 } = rule;
  if (body !== undefined && base64 !== undefined)
    throw new ScriptError('a scripted response has "body" or "base64", not both');
  if (base64 !== undefined && !isBase64(base64)) throw new ScriptError('"base64" is not valid Base64 (RFC 4648)');
  if (rule.isTemplate === true) checkTemplates(rule);
  checkResponse(compiled(rule).response);
}

function compiled(rule: ResponseRule) {
  const { response, when } = scriptOf(rule);
  return { response, fits: createArgumentMatcher(when) };
}

/** Throws a `ScriptError` where that many requests cannot get something. */
export function checkTimes(times: number): void {
  if (times !== Number.POSITIVE_INFINITY && !(Number.isInteger(times) && times > 0))
    throw new ScriptError(`"times" is a positive integer, not ${times}`);
}

/** Milliseconds; an hour. */
const longestDelay = 3_600_000;

/** How deeply a body may be nested: beyond this many programs cannot read it. */
export const mostLevels = 500;

/** Throws a `ScriptError` where a response cannot be sent. */
export function checkResponse({ status = 200, body, example, headers = {}, delay = 0 }: ScriptedResponse): void {
  if (!(delay >= 0 && delay <= longestDelay))
    throw new ScriptError(`the delay of a scripted response is from 0 to ${longestDelay} milliseconds, not ${delay}`);
  if (!(status >= 200 && status <= 599))
    throw new ScriptError(`the status of a scripted response is a number from 200 to 599, not ${status}`);
  if (body !== undefined && example !== undefined)
    throw new ScriptError("a scripted response has a body or the name of an example, not both");
  if (isDeeperThan(mostLevels, body))
    throw new ScriptError(`the body of a scripted response may have ${mostLevels} levels of arrays and objects`);
  for (const [name, value] of Object.entries(headers)) {
    if (!isSendable(name, "")) throw new ScriptError(`"${name}" is not a valid name of a header`);
    if (!isSendable(name, value))
      throw new ScriptError(`the header "${name}" has a character that HTTP does not allow`);
  }
}

function keptOf({ id, operation, responder, when: { when, patterns, times }, left }: Script): KeptResponse {
  const name = operation.name ?? operation.operationId ?? `${operation.method} ${operation.path}`;
  const isShown = when === undefined || isPlainData(when);
  return {
    operation: name,
    ...(isShown && typeof when === "object" && { when }),
    ...(patterns && { patterns }),
    ...(typeof responder !== "function" && responder),
    ...(times !== undefined && { times, left }),
    ...{ id, isShared: false, isComputed: typeof responder === "function" || !isShown },
  };
}

/** Whether there is neither a function nor a matcher of a test library in it. */
function isPlainData(value: unknown): boolean {
  if (typeof value === "function") return false;
  if (typeof value !== "object" || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isPlain && Object.values(value).every(isPlainData);
}
