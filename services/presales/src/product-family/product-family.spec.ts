import { ProductFamily } from './product-family.js';

const gtx = { id: 'gtx', code: 'GTX', name: 'GTX', parentId: null, requiredCertification: null };

describe('a product family', () => {
  it('is defined below a parent that exists', () => {
    const family = ProductFamily.define({ ...gtx, parentId: 'switches' }, ['switches', 'hardware']);
    expect(family.pullEvents()).toEqual([{ type: 'ProductFamilyDefined' }]);
  });

  it('cannot be put below a parent that nobody knows', () => {
    expect(() => ProductFamily.define({ ...gtx, parentId: 'nowhere' }, [])).toThrow(
      expect.objectContaining({ code: 'PARENT_UNKNOWN' }),
    );
  });

  it('cannot stand above itself', () => {
    const family = new ProductFamily(gtx);
    expect(() => family.change({ parentId: 'child' }, ['child', 'gtx'])).toThrow(
      expect.objectContaining({ code: 'HIERARCHY_CYCLE' }),
    );
    expect(family.pullEvents()).toEqual([]);
  });

  it('tells what changed, and nothing if nothing did', () => {
    const family = new ProductFamily(gtx);
    family.change({ name: 'GTX', parentId: null }, []);
    family.change({ name: 'GTX series', requiredCertification: 'GTX-SALES' }, []);
    expect(family.pullEvents()).toEqual([{ type: 'ProductFamilyChanged', changed: ['name', 'requiredCertification'] }]);
  });
});
