import fp from "fastify-plugin";

/** JSON as clients send it: an empty body with a JSON content type is no body. Prototype poisoning is refused. */
export const jsonBody = fp(async (app) => {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") return done(null, undefined);
    return parse(request, String(body), done);
  });
});
