import { createTransport } from "../../../generator/runtime/transport.ts";
import { operation } from "../../../generator/runtime/operation.ts";
import { writeForm } from "../../../generator/runtime/form.ts";
import { writeRaw } from "../../../generator/runtime/raw.ts";
import { writeMultipart } from "../../../generator/runtime/multipart.ts";
const getX = operation<any>({name:"getX",method:"POST",path:"/x/{id}",parameters:[{name:"id",in:"path"},{name:"limit",in:"query"}],body:{content:["a/b"],writers:[writeForm,writeMultipart,writeRaw]}});
(globalThis as any).x = getX(createTransport({baseUrl:"https://x"}), {id: "1", body: {}});
