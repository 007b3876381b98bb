import { ElMessage } from 'element-plus/es/components/message/index';

/**
 * Does what makes and saves a file. When that fails it tells the person what to do: a button that saves has no
 * place of its own on the page to say so.
 */
export async function saveFile(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch {
    ElMessage.error('文件没有生成成功，请检查网络后再点一次；仍不行请刷新页面。');
  }
}
