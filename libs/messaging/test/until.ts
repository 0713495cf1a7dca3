/** Waits for a condition, at most for the time; says so when it never came. */
export async function until(condition: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain for ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
