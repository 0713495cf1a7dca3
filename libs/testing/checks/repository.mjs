import { cruise } from './boundaries.mjs';
import { repositoryFiles } from './files.mjs';
import { hygieneFaults } from './hygiene.mjs';
import { nameFaults } from './names.mjs';
import { packageFaults } from './packages.mjs';
import { aims, measure, sizeFaults } from './sizes.mjs';

const isSource = ({ path }) => /^(libs|services)\/[^/]+\/src\/.*\.ts$/.test(path);

/** Every import of the product against the boundaries; also a fault if the cruiser saw fewer modules than there are. */
async function boundaries(root, files) {
  const { modules, violations } = await cruise(root);
  const expected = files.filter(isSource).length;
  const blind = modules < expected ? [`cruised ${modules} modules of ${expected}: is typescript installed?`] : [];
  return {
    note: `${modules} modules`,
    faults: [...blind, ...violations.map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`)],
  };
}

function sizes(root, files) {
  const { files: count, median, nineInTen, longest } = measure(files);
  const found = `${count} files, median ${median} (aim ${aims.median})`;
  const note = `${found}, nine in ten <= ${nineInTen} (aim ${aims.nineInTen}), longest ${longest}`;
  return { note, faults: sizeFaults(files) };
}

const checks = {
  boundaries,
  sizes,
  names: (_, files) => ({ faults: nameFaults(files) }),
  hygiene: (_, files) => ({ faults: hygieneFaults(files) }),
  packages: (_, files) => ({ faults: packageFaults(files) }),
};

const [name] = process.argv.slice(2);
const { note = '', faults } = await checks[name](process.cwd(), repositoryFiles(process.cwd()));
if (note !== '') console.log(note);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
