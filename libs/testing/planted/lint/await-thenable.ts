// breaks: @typescript-eslint/await-thenable
export async function tell(log: (line: number) => void): Promise<void> {
  const now = await 5;
  log(now);
}
