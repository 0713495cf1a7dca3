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

/** Nest reads constructor parameters from decorator metadata, and a type import leaves `Object` there. */
const injectedAsValue = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      type: '`{{name}}` is injected, so it must be imported as a value: a type import leaves no decorator metadata.',
    },
  },
  create(context) {
    const typeOnly = new Set();
    return {
      ImportDeclaration(node) {
        for (const each of node.specifiers) {
          if (node.importKind === 'type' || each.importKind === 'type') typeOnly.add(each.local.name);
        }
      },
      'ClassDeclaration[decorators.length>0] MethodDefinition[kind="constructor"] > FunctionExpression > *.params'(
        parameter,
      ) {
        if (parameter.decorators?.length > 0) return;
        const annotation = (parameter.parameter ?? parameter).typeAnnotation?.typeAnnotation;
        const name = annotation?.type === 'TSTypeReference' ? annotation.typeName.name : undefined;
        if (name !== undefined && typeOnly.has(name))
          context.report({ node: parameter, messageId: 'type', data: { name } });
      },
    };
  },
};

export default { rules: { 'no-typeorm-save': noTypeormSave, 'injected-as-value': injectedAsValue } };
