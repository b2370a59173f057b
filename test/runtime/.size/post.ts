import { writeJson } from "../../../generator/runtime/json.ts";
import { createTransport } from "../../../generator/runtime/transport.ts";
import { operation } from "../../../generator/runtime/operation.ts";
const getX = operation<any>({name:"getX",method:"POST",path:"/x/{id}",parameters:[{name:"id",in:"path"},{name:"limit",in:"query"}],body:{writers:[writeJson]}});
(globalThis as any).x = getX(createTransport({baseUrl:"https://x"}), {id: "1", body: {}});
