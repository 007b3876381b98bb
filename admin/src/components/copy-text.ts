import { ElMessage } from 'element-plus/es/components/message/index';

/**
 * Puts text on the clipboard and says so (naming `said`, by default the text itself); where that is not
 * allowed, says what to do instead.
 */
export async function copyText(text: string, said = text): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    ElMessage.success(`已复制 ${said}`);
  } catch {
    ElMessage.warning('浏览器不允许复制，请选中后按 Ctrl+C。');
  }
}
