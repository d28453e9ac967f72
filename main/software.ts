/** Name and version, as shown in the server's list of screens. */
export const SOFTWARE = 'wawar-player 0.1.0';
