/*
 * The part of miniprogram-ci that is used, as its typings and README say. Like the manager it is installed for
 * a deployment only.
 */

/** The version whose typings and source these were read from. */
export const MINIPROGRAM_CI = 'miniprogram-ci@2.1.42';

export interface CiProject {
  /** What WeChat says of the account; asks its servers. */
  attr(): Promise<unknown>;
}

interface CiUpload {
  project: CiProject;
  version: string;
  desc: string;
  setting: { useProjectConfig: true };
  robot: number;
  onProgressUpdate(): void;
}

export interface MiniprogramCi {
  Project: new (options: {
    appid: string;
    type: 'miniProgram';
    projectPath: string;
    privateKeyPath?: string;
    privateKey?: string;
    ignores: string[];
  }) => CiProject;
  /** What `attr` gives for an account without special rights: 2 MB for a package and so on. */
  DefaultProjectAttr: unknown;
  packNpmManually(options: {
    packageJsonPath: string;
    miniprogramNpmDistDir: string;
  }): Promise<unknown>;
  upload(options: CiUpload): Promise<{ subPackageInfo?: Array<{ name: string; size: number }> }>;
  /** Compiled files by path; JSON and code as text. */
  getCompiledResult(options: CiUpload): Promise<Record<string, string | Buffer>>;
  cloud: {
    uploadFunction(options: {
      project: CiProject;
      env: string;
      name: string;
      path: string;
      remoteNpmInstall: boolean;
    }): Promise<unknown>;
  };
}
