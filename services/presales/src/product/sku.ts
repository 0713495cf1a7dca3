export const skuForm = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

/** The sku for a product whose source names it but gives no number: "GTX Plus Pro" is GTX-PLUS-PRO. Null if nothing usable is left. */
export function skuFromName(name: string): string | null {
  const sku = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
  return skuForm.test(sku) ? sku : null;
}
