import { createTransport } from "../../../generator/runtime/transport.ts";
import { operation } from "../../../generator/runtime/operation.ts";
const getX = operation<any>({name:"getX",method:"GET",path:"/x/{id}",parameters:[{name:"id",in:"path"},{name:"limit",in:"query"}]});
(globalThis as any).x = getX(createTransport({baseUrl:"https://x"}), {id: "1"});
