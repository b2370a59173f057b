import type { Output } from "../emit/output.ts";
import { client } from "./client/client.ts";
import { contract } from "./contract/contract.ts";
import { links } from "./links/links.ts";
import { readme } from "./readme/readme.ts";
import { scopes } from "./scopes/scopes.ts";
import { tools } from "./tools/tools.ts";

/** Every output that comes with the generator. */
export const outputs: readonly Output[] = [client, readme, scopes, links, tools, contract];
