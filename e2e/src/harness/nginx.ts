import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { until } from "./until.ts";

/** A port that nobody has at the moment. */
const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
};

/** A real nginx in a process of its own, on the loopback. */
export interface Nginx extends AsyncDisposable {
  readonly port: number;
}

export interface NginxOptions {
  readonly command: string;
  readonly folder: string;
  /** The content of `server { … }`. */
  readonly locations: string;
}

/** The settings that each WebSocket needs; `$connection_upgrade` is in the documentation of nginx. */
export const passWebSockets = `
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;`;

export const startNginx = async ({ command, folder, locations }: NginxOptions): Promise<Nginx> => {
  const port = await freePort();
  const work = join(folder, `nginx-${port}`);
  await mkdir(work);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${work}/${name};`)
    .join(" ");
  const isRoot = process.getuid?.() === 0;
  await writeFile(
    join(work, "nginx.conf"),
    `${isRoot ? "user root root;" : ""} daemon off; worker_processes 1; pid ${work}/pid; error_log ${work}/error.log;
     events {}
     http {
       access_log off; ${temporary}
       map $http_upgrade $connection_upgrade { default upgrade; "" close; }
       server { listen 127.0.0.1:${port}; ${locations} }
     }`,
  );
  const child = spawn(command, ["-p", work, "-c", join(work, "nginx.conf"), "-e", join(work, "error.log")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exit = once(child, "exit");
  await until("nginx", async () => {
    const socket = connect(port, "127.0.0.1");
    const answers = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    return answers;
  });
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await exit;
    },
  };
};
