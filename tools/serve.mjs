// Serves a built folder as a plain static host would: `node tools/serve.mjs dist [--port 8080] [--base /sub/] [--compress] [--headers] [--bad]`.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm",
  ".json": "application/json", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png", ".txt": "text/plain; charset=utf-8",
};
const SQUEEZED = new Set([".html", ".js", ".css", ".wasm", ".json", ".webmanifest", ".svg", ".txt"]);

// The rules of a `_headers` file: a path, or a beginning followed by `*`, then lines of headers; `! Name` takes one back.
function rules(folder) {
  const found = [];
  for (const line of readFileSync(join(folder, "_headers"), "utf8").split("\n")) {
    if (/^\//.test(line)) found.push({ path: line.trim(), headers: [] });
    else if (line.trim()) found.at(-1).headers.push(line.trim());
  }
  return (path) => {
    const headers = {};
    for (const rule of found) {
      if (rule.path !== path && !(rule.path.endsWith("*") && path.startsWith(rule.path.slice(0, -1)))) continue;
      for (const header of rule.headers) {
        const [, name, value] = /^([^:]+?)(?::\s*(.*))?$/.exec(header);
        if (name.startsWith("! ")) delete headers[name.slice(2)];
        else headers[name] = value;
      }
    }
    return headers;
  };
}

function squeeze(bytes, accepted) {
  if (/\bbr\b/.test(accepted)) return ["br", brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })];
  if (/\bgzip\b/.test(accepted)) return ["gzip", gzipSync(bytes)];
  return [undefined, bytes];
}

/**
 * Serves `dir` on 127.0.0.1. Options: `port` (0 takes a free one), `base` (the sub-folder it appears in), `compress`,
 * `headers` (sends those of `_headers`), `bad` (a host that compresses nothing and knows the types of pages and scripts only).
 * Gives `{ address, close(), server }`.
 */
export function serve(dir, { port = 0, base = "/", compress = false, headers = false, bad = false } = {}) {
  const folder = resolve(dir);
  const ruled = headers ? rules(folder) : () => ({});
  const server = createServer((request, response) => {
    const answer = (status, fields = {}, body = "") => response.writeHead(status, fields).end(request.method === "HEAD" ? undefined : body);
    if (!["GET", "HEAD"].includes(request.method)) return answer(405);
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    } catch {
      return answer(400);
    }
    if (path === base.slice(0, -1)) return answer(301, { Location: base });
    if (!path.startsWith(base)) return answer(404, { "Content-Type": "text/plain" }, "Not found");
    path = `/${path.slice(base.length)}`;
    if (path.endsWith("/")) path += "index.html";
    const file = join(folder, normalize(path));
    const status = file.startsWith(folder) && statSync(file, { throwIfNoEntry: false });
    if (!status || !status.isFile()) return answer(404, { "Content-Type": "text/plain" }, "Not found");
    const ending = extname(file);
    const known = !bad || [".html", ".js", ".css"].includes(ending);
    const fields = { "Content-Type": (known && TYPES[ending]) || "application/octet-stream", "Cache-Control": "no-cache", ...ruled(path) };
    if (compress && !bad && SQUEEZED.has(ending)) {
      const [encoding, body] = squeeze(readFileSync(file), request.headers["accept-encoding"] ?? "");
      return answer(200, { ...fields, Vary: "Accept-Encoding", ...(encoding && { "Content-Encoding": encoding }), "Content-Length": body.length }, body);
    }
    response.writeHead(200, { ...fields, "Content-Length": status.size });
    if (request.method === "HEAD") return response.end();
    createReadStream(file).pipe(response);
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      const close = () => new Promise((closed) => { server.close(closed); server.closeAllConnections(); });
      done({ server, close, address: `http://127.0.0.1:${server.address().port}${base}` });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = { type: "boolean", default: false };
  const { values, positionals: [dir] } = parseArgs({
    allowPositionals: true,
    options: { port: { type: "string", default: "8080" }, base: { type: "string", default: "/" }, compress: flag, headers: flag, bad: flag },
  });
  if (!dir || !/^\/(.*\/)?$/.test(values.base)) {
    console.error("usage: node tools/serve.mjs DIR [--port 8080] [--base /sub/folder/] [--compress] [--headers] [--bad]");
    process.exit(2);
  }
  try {
    const { address } = await serve(dir, { ...values, port: Number(values.port) });
    console.log(`Rapporteur is at ${address} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `port ${values.port} is taken: give another with PORT=` : String(error));
    process.exit(1);
  }
}
