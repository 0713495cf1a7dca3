const patience = 20_000;

/** Looks until it succeeds and what it sees holds, because events take their time; fails with the last thing that was wrong. */
export async function eventually<Seen>(
  look: () => Promise<Seen>,
  holds: (seen: Seen) => boolean = () => true,
): Promise<Seen> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      const seen = await look();
      if (holds(seen)) return seen;
      if (Date.now() > end) throw new Error(`It did not come about: ${JSON.stringify(seen)}`);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
