import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Tokens are random, so a plain SHA-256 cannot be guessed back. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
