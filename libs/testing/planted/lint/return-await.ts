// breaks: @typescript-eslint/return-await
export async function read(load: () => Promise<string>): Promise<string> {
  try {
    return load();
  } catch {
    return '';
  }
}
