import { REMOVED_METHODS } from '../../shared/hidden-globals';

/** Takes away what the oldest supported phones lack, so that the app fails here as it would there. */
export function forgetNewMethods(): void {
  for (const [owner, methods] of REMOVED_METHODS) {
    const target = owner
      .split('.')
      .reduce<object>((from, name) => Reflect.get(from, name) as object, window);
    for (const method of methods) Reflect.deleteProperty(target, method);
  }
}
