import { get, json, post, type Setup } from "./setup.ts";

const form = "application/x-www-form-urlencoded";

/** Swagger 2.0. */
export const swaggerSetups: readonly Setup[] = [
  {
    name: "Swagger 2.0",
    args: ["mock", "swagger.yaml"],
    requests: [
      get("/pets"),
      get("/v1/pets"),
      get("/pets", { prefer: "code=404" }),
      get("/pets?tags=a,b"),
      get("/pets?tags=a,c"),
      get("/pets?ids=1&ids=2"),
      get("/pets?ids=1&ids=x"),
      get("/pets?piped=1|2"),
      get("/pets?piped=1|x"),
      get("/pets?page-size=5"),
      get("/pets?page-size=x"),
      json("POST", "/pets", { name: "Rex" }),
      json("POST", "/pets", { age: 3 }),
      json("POST", "/pets", { name: "Rex", age: "three" }),
      post("/pets", "application/xml", "<pet/>"),
      get("/xml"),
      get("/xml", { accept: "application/json" }),
      get("/xml", { accept: "application/xml" }),
      get("/xml", { accept: "text/plain" }),
      post("/form", form, "title=Art&count=3"),
      post("/form", form, "count=3"),
      post("/form", form, "title=Art&count=x"),
      post(
        "/upload",
        "multipart/form-data; boundary=cut",
        '--cut\r\nContent-Disposition: form-data; name="title"\r\n\r\nArt\r\n--cut--\r\n',
      ),
      post(
        "/upload",
        "multipart/form-data; boundary=cut",
        '--cut\r\nContent-Disposition: form-data; name="other"\r\n\r\nArt\r\n--cut--\r\n',
      ),
      get("/keyed"),
      get("/keyed", { "x-key": "anything" }),
      get("/oauth"),
      get("/oauth", { authorization: "Bearer anything" }),
      { method: "DELETE", target: "/nothing" },
    ],
  },
];
