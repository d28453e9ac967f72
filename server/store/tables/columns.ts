/** JSON text; never handed on without going through its schema. */
export type Json = string;
/** 0 or 1. */
export type Flag = number;
