// breaks: no-useless-return
export function close(doors: string[]): void {
  doors.pop();
  return;
}
