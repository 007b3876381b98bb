/** Our own mark: numbers handed down in ranges, one of them gold. */
Component({});
