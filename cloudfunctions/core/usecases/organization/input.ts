import { z } from 'zod';

/** Id of an organisation in an input: its code. */
export const orgId = z.string().min(1).max(40);

export const importId = z.string().min(1).max(64);
