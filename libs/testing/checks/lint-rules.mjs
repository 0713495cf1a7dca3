import { ESLintUtils } from '@typescript-eslint/utils';

const writers = new Set(['Repository', 'TreeRepository', 'MongoRepository', 'EntityManager', 'BaseEntity']);

function isOfTypeOrm(type, checker) {
  const known = type.getSymbol();
  if (
    known &&
    writers.has(known.name) &&
    known.declarations?.some((at) => at.getSourceFile().fileName.includes('/typeorm/'))
  ) {
    return true;
  }
  return type.isClassOrInterface() && checker.getBaseTypes(type).some((base) => isOfTypeOrm(base, checker));
}

/** TypeORM's save() updates without a look at the version: a stale copy silently reverts a committed row. */
const noTypeormSave = {
  meta: { type: 'problem', schema: [], messages: { save: 'save() overwrites newer rows: write through UnitOfWork.' } },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    return {
      'CallExpression > MemberExpression.callee[property.name="save"]'(callee) {
        const type = services.getTypeAtLocation(callee.object);
        if (isOfTypeOrm(type, services.program.getTypeChecker())) context.report({ node: callee, messageId: 'save' });
      },
    };
  },
};

/** Nest reads constructor parameters from decorator metadata, and a type import of a class leaves `Object` there. */
const injectedAsValue = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { type: '`{{name}}` is injected: import it as a value, a type import leaves no decorator metadata.' },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const typeOnly = new Set();
    const constructorOf = 'MethodDefinition[kind="constructor"] > FunctionExpression > *.params';
    return {
      ImportDeclaration({ importKind, specifiers }) {
        for (const each of specifiers) {
          if (importKind === 'type' || each.importKind === 'type') typeOnly.add(each.local.name);
        }
      },
      [`ClassDeclaration[decorators.length>0] ${constructorOf}`](node) {
        if (node.decorators?.length > 0) return;
        const annotation = (node.parameter ?? node).typeAnnotation?.typeAnnotation;
        const name = annotation?.type === 'TSTypeReference' ? annotation.typeName.name : undefined;
        if (!typeOnly.has(name) || !services.getTypeAtLocation(annotation).isClass()) return;
        context.report({ node, messageId: 'type', data: { name } });
      },
    };
  },
};

export default { rules: { 'no-typeorm-save': noTypeormSave, 'injected-as-value': injectedAsValue } };
