import manifest from '../../package.json' with { type: 'json' };

/** Of Sluice, as package.json has it. */
export const version: string = manifest.version;
