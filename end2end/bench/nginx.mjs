// nginx of Debian with its own configuration, serving given bytes from files.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

/** Set by nginx itself, so not repeated. */
const ITS_OWN = new Set(["content-length", "date", "connection", "etag", "last-modified", "transfer-encoding", "content-type", "keep-alive", "server"]);

/**
 * Serves each body under its path with the same headers as the portal sent.
 * @param {string} folder for configuration and files
 * @param {{ path: string, headers: Record<string, string>, body: Buffer }[]} pages
 */
export async function startNginx(folder, pages) {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  await Promise.all(pages.map((page, index) => writeFile(join(folder, `page-${index}`), page.body)));
  await writeFile(join(folder, "nginx.conf"), configuration(folder, port, pages));
  const child = spawn("nginx", ["-e", "stderr", "-p", folder, "-c", join(folder, "nginx.conf")], { stdio: ["ignore", "inherit", "inherit"] });
  const failed = new Promise((_, reject) => {
    child.on("error", () => reject(new Error("nginx is missing: apt-get install nginx-light")));
    child.on("exit", (code) => reject(new Error(`nginx ended with ${code}`)));
  });
  failed.catch(() => {});
  await Promise.race([failed, answers(port, pages[0].path)]);
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill("SIGTERM") };
}

function configuration(folder, port, pages) {
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `${user} daemon off; worker_processes auto; pid ${folder}/nginx.pid; error_log stderr warn;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; server_tokens off;
  keepalive_requests 100000000; keepalive_timeout 60s;
  open_file_cache max=100; open_file_cache_valid 60s;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
${pages.map((page, index) => location(folder, page, index)).join("\n")}
  }
}
`;
}

function location(folder, page, index) {
  const headers = Object.entries(page.headers)
    .filter(([name]) => !ITS_OWN.has(name))
    .map(([name, value]) => `add_header ${name} ${JSON.stringify(value)};`);
  const type = `types {} default_type ${JSON.stringify(page.headers["content-type"] ?? "text/html")};`;
  return `    location = ${page.path} { alias ${folder}/page-${index}; ${type} ${headers.join(" ")} }`;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port, path) {
  for (let tries = 0; tries < 200; tries += 1) {
    const up = await fetch(`http://127.0.0.1:${port}${path}`, { method: "HEAD" }).then((answer) => answer.ok, () => false);
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("nginx does not answer");
}
