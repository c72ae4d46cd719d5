import { installed, packageOf, programNames } from "@beseda/testing/programs";

/** Debian's packages with the programs that tests need and this machine lacks, in one line. */
const packages = programNames.filter((name) => installed(name) === undefined).map(packageOf);
process.stdout.write(packages.join(" "));
