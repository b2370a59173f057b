import { json, post, type Setup } from "./setup.ts";

const form = "application/x-www-form-urlencoded";
const boundary = "multipart/form-data; boundary=cut";

function parts(fields: Readonly<Record<string, string>>, file?: string): string {
  const disposition = (name: string, more = "") => `--cut\r\nContent-Disposition: form-data; name="${name}"${more}\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${disposition(name)}\r\n${value}\r\n`);
  const files = file === undefined ? [] : [`${disposition("file", '; filename="a.bin"')}\r\n${file}\r\n`];
  return `${[...texts, ...files].join("")}--cut--\r\n`;
}

const person = { name: "Ann" };

/** Bodies of each media type, good and bad, and how refusals are described. */
export const bodySetups: readonly Setup[] = [
  {
    name: "bodies",
    args: ["mock", "bodies.yaml"],
    requests: [
      json("POST", "/json", person),
      json("POST", "/json", {}),
      json("POST", "/json", { name: "A" }),
      json("POST", "/json", { name: 5 }),
      json("POST", "/json", { ...person, age: -1 }),
      json("POST", "/json", { ...person, age: 1.5 }),
      json("POST", "/json", { ...person, email: "nowhere" }),
      json("POST", "/json", { ...person, tags: ["a", "a"] }),
      json("POST", "/json", { ...person, kind: "dog" }),
      json("POST", "/json", { ...person, extra: true }),
      json("POST", "/json", { ...person, id: 5 }),
      json("POST", "/json", { ...person, password: "x" }),
      json("POST", "/json", []),
      json("POST", "/json", null),
      json("POST", "/json", "not JSON"),
      json("POST", "/json", ""),
      json("POST", "/json", person, { "content-type": "application/json; charset=utf-8" }),
      json("POST", "/json", person, { "content-type": "APPLICATION/JSON" }),
      json("POST", "/json", person, { "content-type": "text/plain" }),
      json("POST", "/json", person, { "content-type": "application/vnd.other+json" }),
      json("POST", "/json", person, { "content-type": "nonsense" }),
      { method: "POST", target: "/json" },
      { method: "POST", target: "/json", body: JSON.stringify(person) },
      json("POST", "/optional", person),
      json("POST", "/optional", {}),
      { method: "POST", target: "/optional" },
      { method: "POST", target: "/optional", headers: { "content-type": "application/json" } },
      { method: "POST", target: "/optional", headers: { "content-type": "text/plain" } },
      post("/optional", "text/plain", "words"),
      json("POST", "/union", { cat: "Tom" }),
      json("POST", "/union", { bird: "Tweety" }),
      json("POST", "/union", { cat: "Tom", dog: "Rex" }),
      post("/form", form, "name=Ann&age=5"),
      post("/form", form, "name=Ann&age=x"),
      post("/form", form, "age=5"),
      post("/form", form, "name=Ann&tags=a&tags=b"),
      post("/form", form, "name=A%20nn"),
      post("/form", form, ""),
      post("/form", "application/json", '{"name":"Ann"}'),
      post("/multipart", boundary, parts({ title: "Art", count: "5" })),
      post("/multipart", boundary, parts({ title: "Art" }, "bytes")),
      post("/multipart", boundary, parts({ count: "5" })),
      post("/multipart", boundary, parts({ title: "Art", count: "x" })),
      post("/multipart", "multipart/form-data", parts({ title: "Art" })),
      post("/text", "text/plain", "words"),
      post("/text", "text/plain", "no"),
      post("/text", "application/json", '"words"'),
      json("POST", "/several", person),
      json("POST", "/several", {}),
      post("/several", "text/plain", "words"),
      post("/several", "application/xml", "<a/>"),
      { method: "PUT", target: "/binary", headers: { "content-type": "application/octet-stream" }, body: "bytes" },
      { method: "PUT", target: "/binary", headers: { "content-type": "image/png" }, body: "bytes" },
      json("POST", "/suffix", person, { "content-type": "application/vnd.person+json" }),
      json("POST", "/suffix", {}, { "content-type": "application/vnd.person+json" }),
      json("POST", "/suffix", person),
      json("POST", "/undescribed", person),
      post("/undescribed", "text/plain", "words"),
      json("GET", "/undescribed", person),
      json("POST", "/no-content", person),
      json("POST", "/documented-400", person),
      json("POST", "/documented-400", {}),
      post("/documented-400", "text/plain", "words"),
      json("POST", "/documented-422", {}),
      json("POST", "/documented-422", {}, { prefer: "example=long" }),
      json("POST", "/documented-422", {}, { prefer: "code=422, example=long" }),
      json("POST", "/documented-422", {}, { prefer: "code=400" }),
      json("POST", "/documented-422?__example=nowhere&__code=422", {}),
      json("POST", "/documented-422", {}, { accept: "text/plain" }),
      json("POST", "/documented-default", {}),
      json("POST", "/bodiless-400", {}),
      json("POST", "/bodiless-422", {}),
    ],
    isBrief: true,
  },
];
