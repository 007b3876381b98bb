import { lockDataFolder } from '../../../local/cloud/data-folder';

/** A process that takes the data folder named on the command line and keeps it until it is killed. */
lockDataFolder(process.argv[2]!);
console.log('held');
setInterval(() => {}, 60_000);
