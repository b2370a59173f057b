import type { Fault } from "./fault.ts";
import { access } from "./list/access.ts";
import { ignored } from "./list/ignored.ts";
import { input } from "./list/input.ts";
import { responses } from "./list/responses.ts";
import { state } from "./list/state.ts";
import { wires } from "./list/wire.ts";

/** Every way in which a server is wrong. They were written before what looks for them, and are not fitted to it. */
export const faults: readonly Fault[] = [...responses, ...wires, ...input, ...access, ...state, ...ignored];
