/** What the command is told by its environment: TRIBUTARY_URL, TRIBUTARY_TOKEN, PORT. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
