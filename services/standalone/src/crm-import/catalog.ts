import { ApiFault } from './api.js';
import { crmLines, isBroken } from './crm-file.js';
import { Delivery, type Tools } from './delivery.js';
import type { Tally } from './tally.js';
import { readAmount, slug } from './mending.js';
import type { ImportOptions } from './options.js';

const file = 'products.csv';

interface PriceBook {
  readonly id: string;
}

interface Pricing {
  readonly line: number;
  readonly sku: string;
  readonly unitPrice: string;
}

/** Brings over series as product families, products, and their prices as a price book. Answers the sku of each product. */
export async function bringCatalog(
  tools: Tools,
  options: ImportOptions,
): Promise<{ readonly tallies: Tally[]; readonly skus: ReadonlyMap<string, string> }> {
  const families = new Delivery(tools, file, 'families', 'product-families/import');
  const lines = [];
  const series = new Set<string>();
  for await (const read of crmLines(options.folder, file, ['product', 'series', 'sales_price'])) {
    lines.push(read);
    if (isBroken(read) || read.cells.series === '' || series.has(read.cells.series)) continue;
    series.add(read.cells.series);
    await families.add(read.line, { code: read.cells.series, name: read.cells.series });
  }
  const tallies = [await families.end()];

  const products = new Delivery(tools, file, 'products', 'products/import');
  const skus = new Map<string, string>();
  const pricings: Pricing[] = [];
  for (const read of lines) {
    if (isBroken(read)) {
      products.refuse(read.line, 'UNREADABLE', read.why);
      continue;
    }
    const { product: name, series: familyCode, sales_price: price } = read.cells;
    const sku = slug(name, '-').toUpperCase();
    const why = 'the file has no article numbers';
    await products.add(read.line, { sku, name, familyCode }, () => {
      skus.set(name, sku);
      tools.report.mended(file, read.line, { field: 'sku', from: '', to: sku, why });
    });
    const read_ = readAmount(price);
    if (read_ === null)
      tools.report.refused(file, read.line, { code: 'PRICE_UNREADABLE', why: `"${price}" is no price.` });
    else pricings.push({ line: read.line, sku, unitPrice: read_.amount });
  }
  tallies.push(await products.end());
  tallies.push(
    await bringPrices(
      tools,
      options,
      pricings.filter(({ sku }) => [...skus.values()].includes(sku)),
    ),
  );
  return { tallies, skus };
}

async function bringPrices(tools: Tools, options: ImportOptions, pricings: readonly Pricing[]): Promise<Tally> {
  const code = options.system.toUpperCase().replace(/[^A-Z0-9]+/g, '-');
  const book = tools.isReadingOnly ? '' : (await priceBook(tools, code, options)).id;
  const prices = new Delivery(tools, file, 'prices', `price-books/${book}/prices/import`);
  for (const { line, sku, unitPrice } of pricings) await prices.add(line, { sku, unitPrice });
  const tally = await prices.end();
  if (!tools.isReadingOnly) await publish(tools, book);
  return tally;
}

async function priceBook({ api }: Tools, code: string, { currency }: ImportOptions): Promise<PriceBook> {
  const found = await api.get<{ items: PriceBook[] }>(`price-books?code=${encodeURIComponent(code)}`);
  return found.items[0] ?? api.post<PriceBook>('price-books', { code, name: `Prices of ${code}`, currency });
}

// A run that was interrupted may have left drafts behind: whatever is drafted is published.
async function publish({ api }: Tools, book: string): Promise<void> {
  try {
    await api.post(`price-books/${book}/publish`);
  } catch (error) {
    if (!(error instanceof ApiFault) || error.code !== 'NOTHING_TO_PUBLISH') throw error;
  }
}
