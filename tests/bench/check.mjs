// Row P22: the native check of a large archive beside serde_json; `cargo bench --bench check` alone prints the same for people.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fixed, paired } from "./stats.mjs";

export const ROWS = ["P22"];

export async function rows({ quick }) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const said = execFileSync("cargo", ["bench", "--quiet", "--locked", "--bench", "check", "--", "json", "60", quick ? "5" : "30"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const { megabytes, ours, theirs, peak } = JSON.parse(said.slice(said.indexOf("{")));
  const checked = paired({ row: "P22", goal: `native check of ${megabytes.toFixed(0)} MB: speed`, limit: 0.5, ours: theirs, theirs: ours, peer: "serde_json parsing, then the check", sense: "least" });
  return peak ? [checked, fixed({ row: "P22", goal: "its memory, of the file", limit: 2, value: peak / megabytes, unit: "×", peer: `${peak.toFixed(0)} MB at most` })] : [checked];
}
