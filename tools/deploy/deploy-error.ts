/** Why a deployment cannot go on and what to do about it; Chinese, for whoever runs the command. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}
